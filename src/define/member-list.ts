import './context-root.js';
import { MemberList } from '../elements/member-list/member-list.js';

if (!customElements.get('member-list')) customElements.define('member-list', MemberList);

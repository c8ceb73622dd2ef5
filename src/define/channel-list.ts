import { ChannelList } from '../elements/channel-list/channel-list.js';

if (!customElements.get('channel-list')) customElements.define('channel-list', ChannelList);

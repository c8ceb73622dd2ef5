import { GiftBar } from '../elements/gift-bar/gift-bar.js';

if (!customElements.get('gift-bar')) customElements.define('gift-bar', GiftBar);

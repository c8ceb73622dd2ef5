import { GiftBanners } from '../elements/gift-banners/gift-banners.js';

if (!customElements.get('gift-banners')) customElements.define('gift-banners', GiftBanners);

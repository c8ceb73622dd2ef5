import { LikeButton } from '../elements/like-button/like-button.js';

if (!customElements.get('like-button')) customElements.define('like-button', LikeButton);

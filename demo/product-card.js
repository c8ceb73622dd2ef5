import { html, registry } from 'live-chatroom';

// A message type of this shop's own: one line to show it in each place, the rest is looks.
registry.register('row', 'shop:product', ({ content }) => html`
  <a href=${content.link} target="_blank" rel="noopener" style="display:flex;gap:10px;align-items:center;margin-top:4px;padding:8px;
    border-radius:10px;background:white;color:#1c2333;text-decoration:none;text-shadow:none;max-width:260px">
    <img src=${content.picture} alt="" width="48" height="48" style="border-radius:8px;background:#eef" />
    <span><b>${content.title}</b><br /><span style="color:#c02647;font-weight:700">${content.price}</span></span>
  </a>`);
registry.register('danmaku', 'shop:product', ({ content }) => `🛍 ${content.title} · ${content.price}`);
registry.register('spoken', 'shop:product', ({ content }) => `${content.title}, ${content.price}`);

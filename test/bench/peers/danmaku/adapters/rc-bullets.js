import React from 'react';
import BulletScreen from 'rc-bullets';

export const modes = ['avoid'];

export function create(container, { seconds, fontSize }) {
  const screen = new BulletScreen(container, { duration: seconds, trackHeight: Math.ceil(fontSize * 1.35) });
  const style = { fontSize, color: 'white', whiteSpace: 'pre', textShadow: '1px 1px 2px black, -1px -1px 2px black' };
  return {
    push(texts) {
      for (const text of texts) screen.push(React.createElement('span', { style }, text));
    },
  };
}

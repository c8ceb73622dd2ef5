import { CommentManager } from 'comment-core-library';
import css from 'comment-core-library/dist/css/style.css';

export const modes = ['all'];

export function create(container, { seconds, fontSize }) {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  container.classList.add('abp');
  const stage = document.createElement('div');
  stage.className = 'container';
  container.append(stage);
  const manager = new CommentManager(stage);
  manager.init();
  manager.start();
  return {
    push(texts) {
      manager.send(texts.map((text) => ({ mode: 1, text, stime: 0, size: fontSize, color: 0xffffff, dur: seconds * 1000 })));
    },
  };
}

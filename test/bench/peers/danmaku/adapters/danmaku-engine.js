import Danmaku from 'danmaku';

export function danmaku(container, { seconds, font, width, height }, engine) {
  const danmaku = new Danmaku({ container, engine, speed: width / seconds });
  const style =
    engine === 'dom'
      ? { font, color: 'white', textShadow: '1px 1px 2px black, -1px -1px 2px black' }
      : { font, fillStyle: 'white', strokeStyle: 'black', lineWidth: 2 };
  const push = (texts) => {
    for (const text of texts) danmaku.emit({ text, style });
  };
  if (engine === 'dom') return { push };
  return {
    push,
    boxes: () =>
      danmaku._.runningList
        .filter(({ x, y }) => x < width && y < height)
        .map(({ text, x, y, width: length, height: tall }) => ({ text, left: x, right: x + length, top: y, bottom: y + tall })),
  };
}

import Barrage from 'barrage-ui';

export const modes = ['avoid', 'all'];

export function create(container, { seconds, fontSize, width, mode }) {
  const barrage = new Barrage({
    container,
    data: [],
    avoidOverlap: mode === 'avoid',
    config: { speed: width / seconds, fontSize, fontFamily: 'sans-serif' },
  });
  barrage.play();
  return {
    push(texts) {
      for (const text of texts) barrage.add({ time: barrage.progress + 50, text });
    },
    boxes() {
      const travelled = (barrage.config.speed * barrage.progress) / 1000;
      return barrage.data
        .filter((item) => mode === 'all' || !item.hasOverlap)
        .map(({ text, left, top, width: length }) => ({ text, left: left - travelled, right: left - travelled + length, top, bottom: top + fontSize }))
        .filter(({ left, right }) => left < width && right > 0);
    },
  };
}

/** A bar and the gap after it, px. */
const STEP = 4;
const BAR = 2.5;
/** Silence is seen too. */
const LEAST = 0.12;

/** Bars shown for what says nothing of its loudness. */
const EVEN: readonly number[] = Array.from({ length: 24 }, () => 30);

/** Loudness as the path of an SVG: upright bars around the middle of `height`; and how wide it is. */
export function waveformPath(waveform: unknown, height: number): { d: string; width: number } {
  const said = Array.isArray(waveform) ? waveform.filter((bar) => typeof bar === 'number' && bar >= 0 && bar <= 100) : [];
  const bars = (said.length > 0 ? (said as number[]) : EVEN).slice(0, 40);
  const d = bars
    .map((bar, index) => {
      const length = Math.max(LEAST, bar / 100) * (height - BAR);
      return `M${round(index * STEP + BAR / 2)} ${round((height - length) / 2)}v${round(length)}`;
    })
    .join('');
  return { d, width: bars.length * STEP - (STEP - BAR) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** How long something still takes, as short as can be understood: days or hours while it is long, then a clock that can be watched. */
export function timeLeft(seconds: number, lang: string): string {
  const unit = (n: number, name: 'day' | 'hour') => new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(n);
  // Rounded up, so that nobody is told a shorter time than it takes.
  if (seconds > DAY_S) return unit(Math.ceil(seconds / DAY_S), 'day');
  if (seconds > HOUR_S) return unit(Math.ceil(seconds / HOUR_S), 'hour');
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

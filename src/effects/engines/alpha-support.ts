/** One transparent frame of 16×16 pixels, VP9 with alpha. */
const PROBE =
  'GkXfo59ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQJChYECGFOAZwEAAAAAAAHfEU2bdLpNu4tTq4QVSalmU6yBoU27i1OrhBZUrmtTrIHGTbuMU6uEElTD' +
  'Z1OsggEQTbuMU6uEHFO7a1OsggHJ7AEAAAAAAABZAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAVSalmoCrXsYMPQkBNgIRMYXZmV0GETGF2ZkSJiEBZAAAAAAAAFlSua8WuAQAAAAAAADzXgQFzxYgAAAAA' +
  'AAAAAZyBACK1nIN1bmSIgQCGhVZfVlA5g4EBI+ODhAX14QDgjbCBELqBEJqBAlPAgQESVMNn1XNz0mPAi2PFiAAAAAAAAAABZ8icRaOHRU5DT0RFUkSHj0xh' +
  'dmMgbGlidnB4LXZwOWfIokWjiERVUkFUSU9ORIeUMDA6MDA6MDAuMTAwMDAwMDAwAAAfQ7Z12ueBAKDVoayBAAAAgkmDQgAA8AD2ADgkHBhCAAAwcAAASqf/' +
  '+5CBv///CAg////7iYcAAHWhpKai7oEBpZ2CSYNCAADwAPYAOCQcGEIAADBgAAAQv//9wsAAABxTu2uRu4+zgQC3iveBAfGCAWrwgQM=';
/** A browser that takes longer than this to show one tiny frame is busy; it is asked again next time. */
const PATIENCE_MS = 2000;

let known: boolean | undefined;

/**
 * Whether videos may have holes here. Safari plays VP9 but paints holes black, and `canPlayType` does not tell: only a look at a pixel does.
 */
export async function showsAlpha(): Promise<boolean> {
  if (known !== undefined) return known;
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  const loaded = await new Promise<'yes' | 'no' | 'late'>((resolve) => {
    video.addEventListener('loadeddata', () => resolve('yes'));
    video.addEventListener('error', () => resolve('no'));
    setTimeout(() => resolve('late'), PATIENCE_MS);
    const bytes = Uint8Array.from(atob(PROBE), (letter) => letter.charCodeAt(0));
    video.src = URL.createObjectURL(new Blob([bytes], { type: 'video/webm' }));
  });
  let seen = 255;
  if (loaded === 'yes') {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    context?.drawImage(video, 0, 0, 1, 1);
    seen = context?.getImageData(0, 0, 1, 1).data[3] ?? 255;
  }
  URL.revokeObjectURL(video.src);
  video.removeAttribute('src');
  video.load();
  const answer = seen < 128;
  if (loaded !== 'late') known = answer;
  return answer;
}

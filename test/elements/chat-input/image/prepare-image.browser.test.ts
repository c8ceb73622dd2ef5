import { expect } from '@open-wc/testing';
import { prepareImage, UnusableImage } from '../../../../src/elements/chat-input/image/prepare-image.js';

const LIMITS = { imageBytes: 10 * 1024 * 1024 };
const MARK = 'GPS: 52.5200 N, 13.4050 E';

/** Left half red, right half blue, so that it shows which way is up; noisy, so that it has weight. */
async function drawing(width: number, height: number, type = 'image/jpeg', clear = false): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  if (!clear) {
    context.fillStyle = 'red';
    context.fillRect(0, 0, width / 2, height);
  }
  context.fillStyle = 'blue';
  context.fillRect(width / 2, 0, width / 2, height);
  return canvas.convertToBlob({ type, quality: 0.9 });
}

/** With an EXIF segment that says: turn me a quarter clockwise, and where I was taken. @see Exif 2.3 §4.6.2 */
async function turned(jpeg: Blob): Promise<Blob> {
  const text = new TextEncoder().encode(`${MARK}\0`);
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2, /* Orientation, SHORT, 1, 6 */ 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, /* ImageDescription, ASCII */ 1, 0x0e, 0, 2, 0, 0, 0, text.length, 0, 0, 0, 38, 0, 0, 0, 0];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff, ...text];
  const segment = new Uint8Array([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]);
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)], { type: 'image/jpeg' });
}

async function pixels(blob: Blob) {
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const at = (x: number, y: number) => [...context.getImageData(Math.floor(x * (bitmap.width - 1)), Math.floor(y * (bitmap.height - 1)), 1, 1).data];
  return { width: bitmap.width, height: bitmap.height, at };
}

const isRed = ([r, g, b]: number[]) => r! > 200 && g! < 60 && b! < 60;
const isBlue = ([r, g, b]: number[]) => b! > 200 && g! < 60 && r! < 60;
const thumbnailOf = async (base64: string) => pixels(await (await fetch(`data:image/jpeg;base64,${base64}`)).blob());

async function faultOf(file: Blob, limits = LIMITS): Promise<string> {
  try {
    await prepareImage(file, limits);
    return 'none';
  } catch (error) {
    return error instanceof UnusableImage ? error.fault : String(error);
  }
}

describe('a picture before it is sent', () => {
  it('is made small, with a thumbnail that fits into a message', async () => {
    const { file, width, height, thumbnail } = await prepareImage(await drawing(4000, 3000), LIMITS);
    expect([width, height]).to.deep.equal([1920, 1440]);
    expect(await pixels(file)).to.include({ width: 1920, height: 1440 });
    expect(file.type).to.equal('image/jpeg');
    expect(thumbnail.length).to.be.within(100, 6000);
    expect(await thumbnailOf(thumbnail)).to.include({ width: 240, height: 180 });
  });

  it('stays as large as it is when that is small enough', async () => {
    expect(await prepareImage(await drawing(300, 200), LIMITS)).to.include({ width: 300, height: 200 });
  });

  it('has a thumbnail that fits even when it is nothing but noise', async () => {
    const canvas = new OffscreenCanvas(600, 600);
    const context = canvas.getContext('2d')!;
    const noise = context.createImageData(600, 600);
    let seed = 1;
    noise.data.forEach((_, at) => (noise.data[at] = at % 4 === 3 ? 255 : (seed = (seed * 48271) % 2147483647) % 256));
    context.putImageData(noise, 0, 0);
    const { thumbnail } = await prepareImage(await canvas.convertToBlob(), LIMITS);
    expect(thumbnail.length).to.be.within(100, 6000);
  });

  it('stands upright, and says no more where it was taken', async () => {
    const source = await turned(await drawing(400, 200));
    expect(await source.text()).to.include(MARK);
    const { file, thumbnail, width, height } = await prepareImage(source, LIMITS);
    expect([width, height]).to.deep.equal([200, 400]);
    for (const shown of [await pixels(file), await thumbnailOf(thumbnail)]) {
      // A quarter clockwise: what was left is above.
      expect(isRed(shown.at(0.5, 0.1))).to.equal(true);
      expect(isBlue(shown.at(0.5, 0.9))).to.equal(true);
    }
    expect(await file.text()).not.to.include('GPS').and.not.to.include('Exif');
  });

  it('can still be seen through where it could be', async () => {
    const { file, thumbnail } = await prepareImage(await drawing(100, 100, 'image/png', true), LIMITS);
    expect(file.type).to.be.oneOf(['image/webp', 'image/png']);
    expect((await pixels(file)).at(0.1, 0.5)[3]).to.equal(0);
    expect((await thumbnailOf(thumbnail)).at(0.1, 0.5)[0]).to.be.above(240);
  });

  it('stays a GIF when it is one, so that it moves', async () => {
    const gif = await (await fetch('data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')).blob();
    const { file, width } = await prepareImage(gif, LIMITS);
    expect([file, width]).to.deep.equal([gif, 1]);
  });

  it('is called what it is when it cannot be sent', async () => {
    const heic = new Blob([new Uint8Array([0, 0, 0, 24]), 'ftypheic', new Uint8Array(64)], { type: 'image/heic' });
    expect(await faultOf(heic)).to.equal('heic');
    expect(await faultOf(new Blob(['<svg/>'], { type: 'image/svg+xml' }))).to.equal('not-an-image');
    expect(await faultOf(new Blob(['hello'], { type: 'image/png' }))).to.equal('not-an-image');
    expect(await faultOf((await drawing(50, 50)).slice(0, 120))).to.equal('broken');
    expect(await faultOf(new Blob([new Uint8Array(41 * 1024 * 1024)]))).to.equal('too-big');
    expect(await faultOf(await drawing(900, 900), { imageBytes: 500 })).to.equal('too-big');
  });
});

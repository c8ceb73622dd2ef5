import { expect } from '@open-wc/testing';

describe('packages that test pages get as one file', () => {
  it('include video.js, whose own files import CommonJS', async () => {
    const { default: videojs } = await import('video.js');
    expect(videojs).to.be.a('function');
  });
});

import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { TYPE } from '../../../protocol/message.js';
import type { FileDraft } from '../../../client/file-message.js';
import { icon } from '../../shared/more-icons.js';
import '../../../labels/more.js';
import type { AttachmentTools } from '../attachments-loader.js';
import type { PreparedImage } from './prepare-image.js';

/** Pictures chosen at a time: with a text after them they just fit into what a person may send in a second. */
export const IMAGES_AT_ONCE = 4;
const ACCEPT = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/heic,image/heif';

interface Chosen {
  readonly name: string;
  /** Of the file as it was chosen, to be seen at once. */
  readonly address: string;
  prepared: PreparedImage | null;
}

/**
 * Pictures on their way into the composer: chosen, pasted or dropped; shown before they are sent; each can be left out again.
 * What makes them small is loaded with the first of them.
 */
export class ImageTray implements ReactiveController {
  #images: readonly Chosen[] = [];
  #dragging = false;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly tools: AttachmentTools,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  /** Whether something is going to be sent. */
  get filled(): boolean {
    return this.#images.length > 0;
  }

  /** Whether all of it can be sent now. */
  get ready(): boolean {
    return this.#images.every(({ prepared }) => prepared !== null);
  }

  async add(files: Iterable<File>): Promise<void> {
    if (this.tools.imageBytes() === 0) return;
    const list = [...files];
    const free = IMAGES_AT_ONCE - this.#images.length;
    if (list.length > free) this.tools.hint('media.too-many', { n: IMAGES_AT_ONCE });
    await Promise.all(list.slice(0, free).map((file) => this.#prepare(file)));
  }

  /** Hands over what is ready, and is empty afterwards. */
  take(): FileDraft[] {
    const drafts = this.#images.flatMap(({ prepared, address }) => (prepared ? [toDraft(prepared, address)] : []));
    this.#set([]);
    return drafts;
  }

  button(able: boolean): TemplateResult | typeof nothing {
    if (this.tools.imageBytes() === 0) return nothing;
    const { t } = this.tools.labels;
    return html`<button type="button" class="button image-button" part="image-button" aria-label=${t('media.add')} title=${t('media.add')} ?disabled=${!able} @click=${this.#onChoose}>
      ${icon('image')}
    </button>`;
  }

  tray(): TemplateResult | typeof nothing {
    const { t } = this.tools.labels;
    if (this.#dragging) return html`<p class="drop-here" part="drop">${icon('image')} ${t('media.drop')}</p>`;
    if (!this.filled) return nothing;
    return html`<ul class="tray" part="tray" aria-label=${t('media.tray')}>
      ${this.#images.map(
        (image, index) => html`<li class=${image.prepared ? '' : 'preparing'}>
          <img src=${image.address} alt=${t(image.prepared ? 'media.chosen' : 'media.preparing', { n: index + 1, name: image.name })} width="64" height="64" />
          <button type="button" class="leave-out" aria-label=${t('media.remove', { name: image.name })} @click=${() => this.#drop(image)}>${icon('close')}</button>
        </li>`,
      )}
    </ul>`;
  }

  handleEvent(event: Event): void {
    if (event.type === 'paste') this.#onPaste(event as ClipboardEvent);
    else if (event.type === 'dragover') this.#onDragOver(event as DragEvent);
    else if (event.type === 'dragleave') this.#onDragLeave(event as DragEvent);
    else this.#onDrop(event as DragEvent);
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = imagesOf(event.clipboardData);
    // With text beside it (a cell of a table, say) the text is what is meant.
    if (files.length === 0 || this.tools.imageBytes() === 0 || event.clipboardData?.getData('text/plain')) return;
    event.preventDefault();
    this.#take(files);
  };

  readonly #onDragOver = (event: DragEvent): void => {
    if (this.tools.imageBytes() === 0 || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.#drag(true);
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    if (!(event.currentTarget as Element).contains(event.relatedTarget as Node | null)) this.#drag(false);
  };

  readonly #onDrop = (event: DragEvent): void => {
    if (!this.#dragging) return;
    event.preventDefault();
    this.#drag(false);
    this.#take([...(event.dataTransfer?.files ?? [])]);
  };

  readonly #onChoose = (): void => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'file', accept: ACCEPT, multiple: true });
    input.addEventListener('change', () => this.#take([...(input.files ?? [])]));
    input.click();
  };

  #take(files: File[]): void {
    this.add(files).catch((error: unknown) => this.tools.fail(error));
    this.tools.focus();
  }

  async #prepare(file: File): Promise<void> {
    const imageBytes = this.tools.imageBytes();
    const image: Chosen = { name: file.name, address: URL.createObjectURL(file), prepared: null };
    this.#set([...this.#images, image]);
    const { prepareImage, UnusableImage } = await import('./prepare-image.js').catch((error: unknown) => {
      this.#drop(image);
      throw error;
    });
    try {
      image.prepared = await prepareImage(file, { imageBytes });
      this.host.requestUpdate();
    } catch (error) {
      this.#drop(image);
      if (!(error instanceof UnusableImage)) throw error;
      this.tools.hint(error.message, { name: file.name, n: error.megabytes });
    }
  }

  #drop(image: Chosen): void {
    URL.revokeObjectURL(image.address);
    this.#set(this.#images.filter((other) => other !== image));
  }

  #set(images: readonly Chosen[]): void {
    this.#images = images;
    this.host.requestUpdate();
  }

  #drag(dragging: boolean): void {
    if (dragging === this.#dragging) return;
    this.#dragging = dragging;
    this.host.requestUpdate();
  }
}

function toDraft({ file, thumbnail, width, height }: PreparedImage, chosen: string): FileDraft {
  URL.revokeObjectURL(chosen);
  const address = URL.createObjectURL(file);
  return {
    type: TYPE.image,
    file,
    preview: { content: thumbnail, imageUri: address, width, height },
    content: ({ uri }) => ({ content: thumbnail, imageUri: uri, width, height }),
    release: () => URL.revokeObjectURL(address),
  };
}

function imagesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}

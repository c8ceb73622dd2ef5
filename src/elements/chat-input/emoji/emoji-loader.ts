import type { ReactiveControllerHost } from 'lit';
import type { EmojiPanel, EmojiPanelOptions } from './emoji-panel.js';

/** Brings the panel with the first press of its button, and opens it; from then on the platform does. */
export class EmojiLoader {
  panel: EmojiPanel | null = null;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly options: EmojiPanelOptions,
  ) {}

  readonly onFirstPress = async (): Promise<void> => {
    const { host, options } = this;
    try {
      const { EmojiPanel } = await import('./emoji-panel.js');
      this.panel ??= new EmojiPanel(host, options);
      host.requestUpdate();
      await host.updateComplete;
      if (host.isConnected && !options.popover().matches(':popover-open')) options.popover().showPopover();
    } catch (error) {
      options.onFail(error as Error);
    }
  };
}

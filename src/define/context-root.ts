import { ContextRoot } from '@lit/context';

/**
 * Keeps context requests of elements that were upgraded before their `<live-chatroom>`, and hands them on when it comes.
 * One for the page, above everything.
 */
if (typeof document !== 'undefined') new ContextRoot().attach(document.documentElement);

/** A drawn evening, of any shape, without network. An SVG is never taken as a file; as an address of a story it will do. */
export function picture(width: number, height: number, hue: number): string {
  const horizon = height * 0.62;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue} 70% 62%)"/><stop offset="1" stop-color="hsl(${hue + 50} 80% 82%)"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${width * 0.68}" cy="${height * 0.36}" r="${Math.min(width, height) * 0.13}" fill="hsl(${hue + 40} 100% 94%)"/>
    <path d="M0 ${horizon} Q${width * 0.25} ${horizon - height * 0.2} ${width * 0.5} ${horizon} T${width} ${horizon} V${height} H0z" fill="hsl(${hue + 20} 35% 38%)"/>
    <path d="M0 ${horizon + height * 0.12} Q${width * 0.3} ${horizon - height * 0.04} ${width * 0.62} ${horizon + height * 0.14} T${width} ${horizon + height * 0.1} V${height} H0z" fill="hsl(${hue + 10} 40% 24%)"/>
  </svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** 160 × 120 px at low quality, as it comes with a message. */
export const POOR_THUMBNAIL =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAB4AKADASIAAhEBAxEB/8QAGgABAQEBAQEBAAAAAAAAAAAAAAIBBgQDBf/EACYQAQEAAgEEAQMFAQAAAAAAAAARAQIDBBNSkTEFQWESIVFxgSL/xAAZAQEAAwEBAAAAAAAAAAAAAAAAAQIDBAX/xAAbEQEAAgMBAQAAAAAAAAAAAAAAARECExRRMf/aAAwDAQACEQMRAD8A/UpWUrzqek2lZSlDaVlKUNpWUpQ2lZSlDaVlKUNpWUpQ2lZSlDaVlKUNpWUpQmlTStKSqlTSlCqVNKUKpU0pQqlTSlCqVNKUKpVcXDvzZmmP7z9npx0GZ+/JjGfxgpWcoj68lK9HJ0XJpi65xv8A18vL8Z/cpMTE/FUqaUpKqVNKUMpU0rSkqpU0pQqlTSlCqVNKUKpU0pQqr4OPPNy40x/ufw+Ve76Zi7cmfvjGMImFc5rG3u00101xrriYwoFXGPH13BjbTPLrj/rHz+cPYnbH6tc4z98QWxmpt+LSppV6diqVNKUJpU0rSkqpU0pQqlTSlCqVNKUKpU0pQqvX9O5cac+dc/G+J/rxVuMzNx8onG0ZRcU6EeHpfqGu2Ma82f07eX2y9mNtdsXXbGcfjLKYmHHljOP1T5dTyY4uDfbPzJj+zl6ni4cXffF/jHy/J6rqtuo3/jXHxhOOMythhOUvlSppWtOtVKmlKGUrnO7yee3s7vJ57e2+tz9EeOjpXOd3k89vZ3eTz29ms6I8dHSuc7vJ57ezu8nnt7NZ0R46Olc53eTz29nd5PPb2azojx0dK5zu8nnt7O7yee3s1nRHjo6Vznd5PPb2d3k89vZrOiPHR0rnO7yee3s7vJ57ezWdEeOjpXOd3k89vZ3eTz29ms6I8dHSuc7vJ57ezu8nnt7NZ0R46Olc53eTz29nd5PPb2azojx8qVlK0cjaVlKDaVlKDaVlKDaVlKDaVlKDaVlKDaVlKDaVlKDaVlKCaVNKhCqVNKCqVNKCqVNKCqVNKCqVNKCqVNKCqVNKCqVNKCqVNKCaUAKUAKUAKUAKUAKUAKUAKUAKUAKUAf/Z';

/** The package's door `live-chatroom/client/http`: for pages whose visitors may sit behind a proxy that blocks WebSockets. */
export { HttpSocket } from './client/http-socket.js';
export { WebSocketOrHttp } from './client/socket-or-http.js';

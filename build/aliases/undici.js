/** Replaces undici's index, whose other exports (fetch, WebSocket, caches, mocks) are half of the code compiled at the start. */
import connect from 'undici/lib/api/api-connect.js';
import request from 'undici/lib/api/api-request.js';
import errors from 'undici/lib/core/errors.js';
import Agent from 'undici/lib/dispatcher/agent.js';
import Client from 'undici/lib/dispatcher/client.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
import decompress from 'undici/lib/interceptor/decompress.js';

// As in undici's index.
Object.assign(Dispatcher.prototype, {connect, request});

export const interceptors = {decompress};

export {Agent, Client, errors, Pool, ProxyAgent};

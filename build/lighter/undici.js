/**
 * What the program uses of undici, in place of its whole index, which also loads fetch, WebSocket, caches and mocks:
 * half of all that a start would compile. What is used and is not here fails the build.
 */
import Agent from 'undici/lib/dispatcher/agent.js';
import Client from 'undici/lib/dispatcher/client.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
import Pool from 'undici/lib/dispatcher/pool.js';
import request from 'undici/lib/api/api-request.js';
import buildConnector from 'undici/lib/core/connect.js';
import errors from 'undici/lib/core/errors.js';
import decompress from 'undici/lib/interceptor/decompress.js';

// The index does the same for every method that asks.
Object.assign(Dispatcher.prototype, {request});

export const interceptors = {decompress};

export {Agent, buildConnector, Client, errors, Pool};

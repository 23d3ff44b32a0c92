import assert from 'node:assert/strict';
import test from 'node:test';
import type {Dispatcher} from 'undici';
import {authorize, readOnly} from '../../source/api/agent.ts';
import {GuardError} from '../../source/api/errors.ts';

/** Passes a request through an interceptor. Returns null if the interceptor rejected it. */
function pass(
	interceptor: Dispatcher.DispatcherComposeInterceptor,
	request: Dispatcher.DispatchOptions,
): Dispatcher.DispatchOptions | null {
	let passed: Dispatcher.DispatchOptions | null = null;
	const dispatch = interceptor(options => {
		passed = options;
		return true;
	});
	dispatch(request, {});
	return passed;
}

test('only GET and HEAD are sent', () => {
	for (const method of ['GET', 'HEAD']) {
		assert.deepEqual(pass(readOnly, {path: '/', method}), {path: '/', method});
	}

	for (const method of 'POST PUT DELETE PATCH OPTIONS CONNECT TRACE QUERY get'.split(' ')) {
		assert.throws(() => pass(readOnly, {path: '/', method}), GuardError, method);
	}
});

test('the key is sent to exactly one origin, in one header', () => {
	const guard = authorize('https://api.example', 'secret');
	const headers = {accept: 'application/json'};
	const request = {origin: 'https://api.example', path: '/', method: 'GET', headers};
	assert.deepEqual(pass(guard, request), {
		...request,
		headers: {accept: 'application/json', authorization: 'Bearer secret'},
	});

	for (const origin of [
		undefined,
		'http://api.example',
		'https://api.example:8443',
		'https://api.example.evil.example',
		'https://evil.example',
	]) {
		const {origin: _, ...rest} = request;
		assert.throws(
			() => pass(guard, origin === undefined ? rest : {...rest, origin}),
			GuardError,
			origin,
		);
	}
});

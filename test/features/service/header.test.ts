import assert from 'node:assert/strict';
import test from 'node:test';
import type {ServiceState} from '../../../source/core/service-state.ts';
import type {Language} from '../../../source/i18n/language.ts';
import {selectHeader, selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {frame} from '../../helpers/draw.tsx';
import {invoked, stateAfter} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {appearance, now, problem} from '../../helpers/sample.ts';
import {
	limitedService,
	reachableService,
	unreachableService,
} from '../../helpers/service-states.ts';

test('a service without a limit and with a connection is not mentioned', () => {
	assert.equal(header(reachableService), header(null));
});

test('the header shows since when the service is unreachable, and when it is tried again', () => {
	assert.match(
		header(unreachableService, 140),
		/ unreachable since 09:59 · retry in 4s ─ !2 ─ ‖1 .* budget /,
	);
	assert.match(
		header(unreachableService, 80),
		/ unreachable since 09:59 · retry in 4s ─ !2 ─ ‖1 .*✓1 /,
	);
	assert.match(header(unreachableService, 60), / unreachable since 09:59 · retry in 4s ─ !2 /);
	assert.match(header(unreachableService, 40), /^ unreachable {2}!2 /);
	assert.match(header(unreachableService, 20), /^ unreachable /);
	assert.match(
		header(unreachableService, 80, 'zh'),
		/ 09:59 起无法连接服务 · 4秒后重试 ─ !2 ─ ‖1 /,
	);
	assert.match(header(unreachableService, 20, 'zh'), /^ 无法连接 /);
});

test('an outage that began on another day has its date, and a due request is a retry now', () => {
	const yesterday = {...unreachableService, unreachableSince: now - 86_400_000, nextRequestAt: now};
	assert.match(header(yesterday), / unreachable since 05-07 10:02 · retrying now /);
	assert.match(header(yesterday, 80, 'zh'), / 05-07 10:02 起无法连接服务 · 正在重试 /);
	assert.match(header({...yesterday, nextRequestAt: null}), / unreachable since 05-07 10:02 ─ /);
});

test('with calm the header has no seconds that change all the time', () => {
	const lines = frame(
		selectScreen(withService(unreachableService, 80)),
		{columns: 80, rows: 24},
		appearance('en', {calm: true}),
	);
	assert.match(lines[0] ?? '', / unreachable since 09:59 ─ !2 ─ ‖1 /);
});

test('a hold of more than a few seconds shows the time of the next request', () => {
	const held = {...limitedService, isLimited: false};
	assert.match(header(held, 140), / rate limit: next request at 10:02:30 ─ !2 ─ ‖1 .* budget /);
	assert.match(header(held, 60), / rate limit until 10:02:30 ─ !2 ─ ‖1 /);
	assert.match(header(held, 140, 'zh'), / 请求受限：10:02:30 再发送请求 ─ !2 ─ ‖1 .* 预算 /);
	assert.match(header(held, 60, 'zh'), / 请求受限至 10:02:30 ─ !2 ─ ‖1 /);
	assert.match(
		header({...held, heldUntil: now + 86_400_000}, 140),
		/next request at 05-09 10:02:11 /,
	);
	assert.equal(header({...held, heldUntil: now + 4999}), header(null));
	assert.notEqual(header({...held, heldUntil: now + 5000}), header(null));
});

test('a limit shows how many requests are allowed', () => {
	const limited = {...limitedService, heldUntil: null, nextRequestAt: null};
	assert.match(header(limited, 120), / limited to 20\/s ─ ‖1 .*✓1 /);
	assert.match(header({...limited, ratePerSec: 3.96}, 60), / limited to 4\/s ─ ‖1 /);
	assert.match(header(limited, 120, 'zh'), / 限制为每秒 20 次 ─ ‖1 .*✓1 /);
	assert.doesNotMatch(header({...limited, unreachableSince: now - 9000}, 140), /limited/);
});

test('the header shows how many runs wait until others have ended', () => {
	const discovery = {readSince: now, left: 240, failure: null, narrowedBy: null};
	for (const columns of [80, 120]) {
		const state = {...withService(null, columns), discovery};
		const [line] = frame(selectScreen(state), state.view.size, appearance('en'));
		assert.match(line ?? '', /✓1.* \+240 /);
	}
});

test('while no requests are sent, the header does not mention the service', () => {
	const paused = stateAfter(withService(unreachableService, 80), invoked({type: 'pause'}, now));
	assert.equal(selectHeader(paused).service, null);
	const denied = stateAfter(withService(limitedService, 80), {
		type: 'denied',
		at: now,
		problem: problem({kind: 'auth'}),
	});
	assert.equal(selectHeader(denied).service, null);
});

function withService(service: ServiceState | null, columns: number): State {
	const state = sampleState({columns, rows: 24});
	return service === null ? state : stateAfter(state, {type: 'serviceChanged', at: now, service});
}

/** The first row of a screen with `columns` cells. */
function header(service: ServiceState | null, columns = 80, language: Language = 'en'): string {
	const state = withService(service, columns);
	return frame(selectScreen(state), state.view.size, appearance(language))[0] ?? '';
}

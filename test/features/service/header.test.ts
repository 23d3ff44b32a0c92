import assert from 'node:assert/strict';
import test from 'node:test';
import type {ServiceState} from '../../../source/core/service-state.ts';
import {selectHeader, selectScreen} from '../../../source/features/screen-model.ts';
import type {Language} from '../../../source/i18n/messages.ts';
import type {State} from '../../../source/store/state.ts';
import {frame} from '../../helpers/draw.tsx';
import {stateAfter} from '../../helpers/play.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {
	appearance,
	limitedService,
	now,
	problem,
	reachableService,
	unreachableService,
} from '../../helpers/sample.ts';

const held = {...limitedService, isLimited: false};
const limited = {...limitedService, heldUntil: null, nextRequestAt: null};
const yesterday = {...unreachableService, unreachableSince: now - 86_400_000, nextRequestAt: now};

const cases: ReadonlyArray<
	readonly [service: ServiceState, columns: number, shown: RegExp, language?: Language]
> = [
	[
		unreachableService,
		140,
		/ ✗ 1 failed  ‖1 .*✓1 ─ unreachable since 09:59 · retry in 4s ─ .* ¥0\.06 of /,
	],
	[unreachableService, 60, / ✗1 .* unreachable since 09:59 · retry in 4s /],
	[unreachableService, 40, /^ ✗1 .* unreachable /],
	[unreachableService, 80, / ✗1  ‖1 .* 09:59 起无法连接服务 · 4s 后重试 /, 'zh'],
	[unreachableService, 20, /^ ✗1 .* 无法连接 /, 'zh'],
	[yesterday, 80, / unreachable since 05-07 10:02 · retrying now /],
	[yesterday, 80, / 05-07 10:02 起无法连接服务 · 正在重试 /, 'zh'],
	[{...yesterday, nextRequestAt: null}, 80, / unreachable since 05-07 10:02 ─ /],
	[held, 140, /✓1 ─ rate limit: next request at 10:02:30 ─ .* ¥0\.06 of /],
	[held, 60, /‖1 .* rate limit until 10:02:30 /],
	[held, 140, /✓1 ─ 请求受限：10:02:30 再发送请求 ─ .* ¥0\.06 /, 'zh'],
	[held, 60, /‖1 .* 请求受限至 10:02:30 /, 'zh'],
	[limited, 120, / ‖1 .*✓1 ─ limited to 20\/s /],
	[{...limited, ratePerSec: 3.96}, 60, / ‖1 .* limited to 4\/s /],
	[limited, 120, / ‖1 .*✓1 ─ 限制为每秒 20 次 /, 'zh'],
];

test('the header shows an outage, a hold and a limit, in as many words as there is room for', () => {
	for (const [service, columns, shown, language] of cases) {
		assert.match(header(service, columns, language), shown);
	}

	// A service without a limit, and a hold that is over before the user has read about it, are not mentioned.
	assert.equal(header(reachableService), header(null));
	assert.equal(header({...held, heldUntil: now + 4999}), header(null));
	assert.doesNotMatch(header({...limited, unreachableSince: now - 9000}, 140), /limited/);
});

test('with calm the header has no seconds that change all the time', () => {
	const calm = frame(
		selectScreen(withService(unreachableService, 80)),
		size(80),
		appearance('en', {calm: true}),
	);
	assert.match(calm[0] ?? '', /‖1 .* unreachable since 09:59 ─/);
});

test('the header shows how many runs wait until others have ended', () => {
	const discovery = {readSince: now, left: 240, failure: null, narrowedBy: null};

	for (const columns of [80, 120]) {
		const state = {...withService(null, columns), discovery};
		assert.match(frame(selectScreen(state), size(columns))[0] ?? '', /✓1.* \+240 /);
	}
});

test('while no requests are sent, the header does not mention the service', () => {
	const denied = {type: 'denied', at: now, problem: problem({kind: 'auth'})} as const;

	for (const step of ['P', denied]) {
		assert.equal(selectHeader(stateAfter(withService(unreachableService, 80), step)).service, null);
	}
});

function size(columns: number) {
	return {columns, rows: 24};
}

function withService(service: ServiceState | null, columns: number): State {
	const state = sampleState(size(columns));
	return service === null ? state : stateAfter(state, {type: 'serviceChanged', at: now, service});
}

/** The first row of a screen with `columns` cells. */
function header(service: ServiceState | null, columns = 80, language: Language = 'en'): string {
	const state = withService(service, columns);
	return frame(selectScreen(state), state.view.size, appearance(language))[0] ?? '';
}

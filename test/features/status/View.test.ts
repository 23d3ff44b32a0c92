import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState} from '../../../source/core/saved-state.ts';
import type {ServiceState} from '../../../source/core/service-state.ts';
import {selectOverlay} from '../../../source/features/index.ts';
import type {Language} from '../../../source/i18n/language.ts';
import type {Action} from '../../../source/store/action.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {invoked, play, stateAfter, typed} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {appearance, now} from '../../helpers/sample.ts';
import {
	limitedService,
	reachableService,
	unreachableService,
} from '../../helpers/service-states.ts';

const size = {columns: 80, rows: 24};
const sample = sampleState(size);
const open = stateAfter(sample, invoked({type: 'status'}, now));

test('an equal report of the service changes nothing', () => {
	const state = stateAfter(sample, changed(limitedService));
	assert.equal(state.service, limitedService);
	assert.equal(reduce(state, changed({...limitedService})).state, state);
	assert.equal(stateAfter(state, changed(reachableService)).service, reachableService);
});

test('another account starts without knowledge of the service', () => {
	const initial = {saved: emptySavedState, discovering: true};
	const state = stateAfter(sample, changed(limitedService), {
		type: 'accountSwitched',
		at: now,
		initial,
	});
	assert.equal(state.service, null);
});

test('the overlay shows a service that responds without a limit', () => {
	assert.deepEqual(rows(reachableService), [
		'connection | ok',
		'next request | as scheduled',
		'response time | 120 ms',
		'requests at once | at most 8',
		'',
		'allowed requests | no limit seen',
		'waiting | no',
		'requests sent | 1,234 this session',
		'refused (429) | 0',
		'',
		'runs in sight | 5',
		'other runs | 0',
		'no longer polled | 3',
	]);
	assert.equal(rows({...reachableService, latency: null})[2], 'response time | –');
});

test('a pause and a refused key show that no request is sent', () => {
	const paused = stateAfter(sample, invoked({type: 'pause'}, now), invoked({type: 'status'}, now));
	assert.equal(rows(unreachableService, 'en', paused)[1], 'next request | polling paused');
	const refused = {...open, denied: problemOf(open)};
	assert.deepEqual(rows(unreachableService, 'en', refused).slice(0, 2), [
		'connection | key refused, polling stopped',
		'next request | –',
	]);
});

test('runs out of sight are counted apart', () => {
	const short = stateAfter(open, {type: 'resized', at: now, columns: 80, rows: 7});
	const {content} = shownOverlay(short, 'status');
	assert.deepEqual(content.runs, {inSight: 2, others: 3, notPolled: 3});
});

test('before the first report and in a replay there is a sentence', () => {
	assert.deepEqual(rows(null), ['Nothing is known about the service yet.']);
	const replay = {started: now, length: 1000, speed: 1, paused: false};
	assert.deepEqual(rows(null, 'zh', {...open, replay}), ['回放不发送请求。']);
});

test('its key opens and closes the overlay, and the palette finds it by its name', () => {
	assert.equal(selectOverlay(stateAfter(open, invoked({type: 'status'}, now))), null);
	const found = play(
		sample,
		invoked({type: 'palette'}, now),
		typed('status', now),
		invoked({type: 'submit'}, now),
	);
	assert.equal(found.state.view.overlay?.kind, 'status');
});

function changed(service: ServiceState): Action {
	return {type: 'serviceChanged', at: now, service};
}

function problemOf(state: State) {
	return (
		[...state.runs.values()].find(({polling}) => polling.problem !== null)?.polling.problem ?? null
	);
}

/** The rows of the overlay, with `|` between label and value. */
function rows(
	service: ServiceState | null,
	language: Language = 'en',
	state = open,
): readonly string[] {
	const shown = service === null ? state : stateAfter(state, changed(service));
	const [, ...lines] = drawn(shown, {width: 80, height: 24}, language);
	return lines
		.slice(0, lines.findLastIndex(line => line !== '') + 1)
		.map(line => line.trim().replace(/ {2,}/, ' | '));
}

function drawn(state: State, extent: {width: number; height: number}, language: Language) {
	return texts(overlayLines(shownOverlay(state, 'status'), extent, appearance(language)));
}

import type {Execution, Phase} from '../../source/core/execution.ts';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {noMoney, parseMoney, type Money} from '../../source/core/money/money.ts';
import type {OutputKind} from '../../source/core/output/kinds.ts';
import type {Output} from '../../source/core/output/output.ts';
import type {Problem} from '../../source/core/problem.ts';
import type {PollStatus, Run} from '../../source/core/run.ts';
import type {ServiceState} from '../../source/core/service-state.ts';
import {cleanProse, foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import type {Instant} from '../../source/core/time/clock.ts';
import {keymap} from '../../source/features/keymap.ts';
import {newRun} from '../../source/features/runs/reduce.ts';
import type {Language} from '../../source/i18n/messages.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {
	createAppearance,
	type Appearance,
	type AppearanceOptions,
} from '../../source/ui/theme/appearance.ts';
import './time-zone.ts';
import * as values from './values.ts';

export const now: Instant = Date.UTC(2026, 4, 8, 2, 2, 11);

export function appearance(
	language: Language = 'en',
	options: Partial<AppearanceOptions> = {},
): Appearance {
	return createAppearance({
		messages: messagesFor(language),
		bindings: keymap,
		theme: 'terminal',
		hasColors: true,
		ascii: false,
		hyperlinks: false,
		...options,
	});
}

export function money(amount: string): Money {
	return parseMoney(amount) ?? noMoney;
}

export function execution(phase: Phase, parts: Partial<Execution> = {}): Execution {
	return values.execution({
		taskId: foreignName('task_1778147626528703038_eb84d292e0851c08'),
		workflowId: foreignName('wf_861ef31e94dcfb10e6e7'),
		phase,
		createdAt: now - 20_000,
		...parts,
	});
}

export function pollStatus(parts: Partial<PollStatus> = {}): PollStatus {
	return {
		respondedAt: now - 1000,
		changedAt: now - 1000,
		nextPollAt: now + 1000,
		failures: 0,
		problem: null,
		gaveUp: null,
		...parts,
	};
}

export function problem(parts: Partial<Problem> = {}): Problem {
	return values.problem({detail: cleanProse('answer without a body'), at: now - 3000, ...parts});
}

export function run(id: string, parts: Partial<Run> = {}): Run {
	return {...newRun(foreignName(id), now - 30_000), polling: pollStatus(), ...parts};
}

export function entry(message: string, parts: Partial<LogEntry> = {}): LogEntry {
	const level = foreignProse(parts.severity ?? 'info');
	return values.entry(message, 0, {at: now - 5000, level, ...parts});
}

export function output(kind: OutputKind, key: string, value: string): Output {
	return {...values.output(key, value), kind, value: foreignProse(value)};
}

export const reachableService: ServiceState = {
	ratePerSec: null,
	heldUntil: null,
	unreachableSince: null,
	nextRequestAt: null,
	isLimited: false,
};

/** Refused a request, and the next one is sent in 19 seconds. */
export const limitedService: ServiceState = {
	...reachableService,
	ratePerSec: 19.96,
	heldUntil: now + 19_000,
	nextRequestAt: now + 19_000,
	isLimited: true,
};

/** Has not responded for 140 seconds; the next request is sent in 4 seconds. */
export const unreachableService: ServiceState = {
	...reachableService,
	unreachableSince: now - 140_000,
	nextRequestAt: now + 4000,
};

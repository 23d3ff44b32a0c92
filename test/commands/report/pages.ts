import assert from 'node:assert/strict';
import type {FoundRun} from '../../../source/commands/report/article.ts';
import {pageMessages} from '../../../source/commands/report/messages.ts';
import {reportPage, type PageOptions} from '../../../source/commands/report/page.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import type {Language} from '../../../source/i18n/messages.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {execution, money, now, pollStatus, run} from '../../helpers/sample.ts';

/** The run as `chenyu-top report` knows it. */
export function reported(from: Run, parts: Partial<FoundRun> = {}): FoundRun {
	const {execution: known} = from;
	assert.ok(known !== null);
	return {
		...from,
		execution: known,
		order: null,
		quote: null,
		charged: null,
		label: null,
		...parts,
	};
}

export function pageOf(
	runs: readonly FoundRun[],
	parts: Partial<PageOptions> = {},
	language: Language = 'en',
): string {
	const messages = pageMessages(messagesFor(language));
	const given = {runs, pictures: new Map(), unread: [], isRecording: false};
	return reportPage({...given, at: now, version: '1.2.3', messages, ...parts});
}

/** A run of the workflow `wf_1` that took a minute. */
export function succeeded(id: string, parts: Partial<Run> = {}): Run {
	return run(id, {
		title: foreignName('文生图'),
		execution: execution('succeeded', {
			workflowId: foreignName('wf_1'),
			startedAt: now - 60_000,
			terminalAt: now,
			totalCost: money('0.03'),
		}),
		polling: pollStatus({respondedAt: now}),
		...parts,
	});
}

/** The page without classes and without the elements that only isolate the direction of texts. */
export function bare(page: string): string {
	return page.replaceAll(/ class="[^"]*"|<\/?bdi\b[^>]*>|<p[^>]*><\/p>/g, '');
}

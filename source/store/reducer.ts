import type {Duration, Instant} from '../core/time/clock.ts';
import {undescribedWorkflow} from '../core/workflow.ts';
import type {Action} from './action.ts';
import {reduceCommand} from './reduce-command.ts';
import {switchAccount} from '../features/settings/reduce-account.ts';
import {keepOutputs, withoutRenewals} from '../features/outputs/download/download-ended-runs.ts';
import {tellDownloads} from '../features/outputs/download/reduce.ts';
import {findRuns, withDiscovery} from '../features/runs/reduce-discovery.ts';
import {click, wheel} from '../features/panes/reduce-mouse.ts';
import {denyOrders, tellOrder} from '../features/order/reduce.ts';
import {denyPicker, failPage, tellPage} from '../features/picker/reduce.ts';
import {takeOutcomes} from '../features/runs/reduce-polled.ts';
import {typeIntoPrompt} from '../features/prompt/reduce.ts';
import {dropRuns, rewind} from '../features/replay/reduce.ts';
import {addRuns, denyRuns, describeRuns} from '../features/runs/reduce.ts';
import {searchTitles, takeTitles} from '../features/runs/reduce-titles.ts';
import type {State} from './state.ts';
import {still, type Step} from './transition.ts';
import {select} from '../features/runs/selection.ts';
import {settleNews} from '../features/runs/unseen.ts';
import {settleLog} from '../features/log/derive.ts';
import {hearClock, settleShelf, tellProbe} from '../features/outputs/derive.ts';
import {tellView} from '../features/outputs/preview/reduce.ts';
import {settleFailure} from '../features/failure/reduce.ts';
import {settleTimeline} from '../features/nodes/reduce.ts';
import {withView} from './with-view.ts';

/** How long a notice is shown, in milliseconds: long enough to read a sentence twice. */
const noticeTime: Duration = 6000;

/**
 * The one place where the state is written. Pure: the same state and action give the same step. An action that
 * changes nothing gives the identical state, but for a tick, whose change is the time itself.
 */
export function reduce(state: State, action: Action): Step {
	const read = settleTimeline(settleLog(reduceAction(state, action), state, action), action);
	const step = settleShelf(settleNews(settleFailure(read), state), state);
	return step.state === state && action.type !== 'ticked'
		? step
		: {...step, state: {...step.state, now: timeAfter(state, action)}};
}

/** The time never goes back, but in a replay. */
function timeAfter(state: State, action: Action): Instant {
	return action.type === 'rewound' ? action.at : Math.max(state.now, action.at);
}

function reduceAction(state: State, action: Action): Step {
	switch (action.type) {
		case 'runs-added': {
			const runs = addRuns(state.runs, action.ids, action.at);
			const fresh = action.ids.map(id => id.exact).filter(id => !state.runs.has(id));

			if (runs === state.runs) {
				return still(state);
			}

			const added: Step = {
				state: {...state, runs},
				effects: [{type: 'watch', ids: [...new Set(fresh)]}],
			};
			return state.view.selected === null ? select(added, fresh[0] ?? null) : added;
		}

		case 'runs-found': {
			return findRuns(state, action.orders, action.at);
		}

		case 'list-read': {
			return still(withDiscovery(state, {readSince: action.since, trouble: null}));
		}

		case 'list-failed': {
			const {problem, nextAt} = action;
			return still(withDiscovery(state, {trouble: {problem, nextAt}}));
		}

		case 'page-told': {
			return tellPage(state, action.page, action.answer);
		}

		case 'page-failed': {
			return still(failPage(state, action.page, action.problem));
		}

		case 'titles-listed': {
			return takeTitles(state, action.page, action.answer, action.at);
		}

		case 'account-switched': {
			return still(switchAccount(state, action.beginning, action.at));
		}

		case 'order-told': {
			return still(tellOrder(state, action.id, {info: action.info}));
		}

		case 'order-failed': {
			return still(tellOrder(state, action.id, {problem: action.problem}));
		}

		case 'polled': {
			const {outcomes, at} = action;
			return searchTitles(keepOutputs(takeOutcomes(state, outcomes, at), outcomes), outcomes, at);
		}

		case 'denied': {
			return withoutRenewals(
				still({
					...state,
					denied: action.problem,
					runs: denyRuns(state.runs),
					orders: denyOrders(state.orders),
					picker: denyPicker(state.picker),
				}),
			);
		}

		case 'workflow-described': {
			const {workflowId, workflow} = action;
			const workflows = new Map(state.workflows).set(workflowId, workflow);
			return still({...state, workflows, runs: describeRuns(state.runs, workflows)});
		}

		case 'workflow-undescribed': {
			const {workflowId} = action;
			return still(
				state.workflows.has(workflowId)
					? state
					: {
							...state,
							workflows: new Map(state.workflows).set(workflowId, undescribedWorkflow),
						},
			);
		}

		case 'runs-dropped': {
			return dropRuns(state, action.ids);
		}

		case 'rewound': {
			return rewind(state, action.world, action.at);
		}

		case 'replay-changed': {
			return still({...state, replay: action.replay});
		}

		case 'watch-ended': {
			// Nothing is changed by it: it is for who records the watch, or tells of it.
			return still(state);
		}

		case 'downloads-told': {
			return tellDownloads(state, action.reports, action.at);
		}

		case 'ticked': {
			return still(withoutOldNotice(state, action.at));
		}

		case 'resized': {
			const {columns, rows} = action;
			const {size} = state.view;
			return still(
				columns === size.columns && rows === size.rows
					? state
					: {...state, view: {...state.view, size: {columns, rows}}},
			);
		}

		case 'window-focused': {
			return still(withView(state, {away: !action.focused}));
		}

		case 'log-read-on': {
			// What is looked at is no part of the state; what follows from it is (see `settleLog`).
			return still(state);
		}

		case 'output-probed': {
			return still(tellProbe(state, action.id, action.probe));
		}

		case 'view-told': {
			return still(tellView(state, action.ticket, action.content));
		}

		case 'typed': {
			return typeIntoPrompt(state, action.text);
		}

		case 'noticed': {
			const notice = {notice: action.notice, at: action.at};
			return still(hearClock({...state, view: {...state.view, notice}}, action.notice));
		}

		case 'clicked': {
			return click(withView(state, {away: false}), action.column, action.row, action.at);
		}

		case 'wheeled': {
			const {column, row, notches, at} = action;
			return wheel(withView(state, {away: false}), column, row, notches, at);
		}

		case 'commanded': {
			// Whoever presses keys is there, whatever the terminal told.
			return reduceCommand(withView(state, {away: false}), action.command, action.at);
		}
	}
}

function withoutOldNotice(state: State, now: Instant): State {
	const {notice} = state.view;
	return notice === null || now - notice.at < noticeTime
		? state
		: {...state, view: {...state.view, notice: null}};
}

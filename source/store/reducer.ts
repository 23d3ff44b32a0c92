import type {Duration, Instant} from '../core/time/clock.ts';
import {emptyWorkflow} from '../core/workflow.ts';
import type {Action} from './action.ts';
import {reduceCommand} from './reduce-command.ts';
import {switchAccount} from '../features/settings/reduce-account.ts';
import {downloadEndedRuns, failRenewals} from '../features/outputs/download/download-ended-runs.ts';
import {updateDownloads} from '../features/outputs/download/reduce.ts';
import {findRuns, withDiscovery} from '../features/runs/reduce-discovery.ts';
import {click, wheel} from '../features/panes/reduce-mouse.ts';
import {stopLoadingOrders, setOrder} from '../features/order/reduce.ts';
import {denyPicker, failPage, addPage} from '../features/picker/reduce.ts';
import {takeOutcomes} from '../features/runs/reduce-polled.ts';
import {typeIntoPrompt} from '../features/prompt/reduce.ts';
import {dropRuns, rewind} from '../features/replay/reduce.ts';
import {addRuns, denyRuns, describeRuns} from '../features/runs/reduce.ts';
import {searchTitles, takeTitles} from '../features/runs/reduce-titles.ts';
import type {State} from './state.ts';
import {noEffects, type Transition} from './transition.ts';
import {select} from '../features/runs/selection.ts';
import {deriveUnseen} from '../features/runs/unseen.ts';
import {deriveLog} from '../features/log/derive.ts';
import {setClockSkew, deriveOutputs, setFileMetadata} from '../features/outputs/derive.ts';
import {updatePreview} from '../features/outputs/preview/reduce.ts';
import {deriveFailure} from '../features/failure/reduce.ts';
import {deriveTimeline} from '../features/nodes/reduce.ts';
import {withView} from './with-view.ts';

/** How long a notice is shown, in milliseconds: long enough to read a sentence twice. */
const noticeMs: Duration = 6000;

/**
 * The one place where the state is written. Pure: the same state and action give the same step. An action that
 * changes nothing gives the identical state, but for a tick, whose change is the time itself.
 */
export function reduce(state: State, action: Action): Transition {
	const read = deriveTimeline(deriveLog(reduceAction(state, action), state, action), action);
	const step = deriveOutputs(deriveUnseen(deriveFailure(read), state), state);
	return step.state === state && action.type !== 'ticked'
		? step
		: {...step, state: {...step.state, now: timeAfter(state, action)}};
}

/** The time never goes back, but in a replay. */
function timeAfter(state: State, action: Action): Instant {
	return action.type === 'rewound' ? action.at : Math.max(state.now, action.at);
}

function reduceAction(state: State, action: Action): Transition {
	switch (action.type) {
		case 'runsAdded': {
			const runs = addRuns(state.runs, action.ids, action.at);
			const fresh = action.ids.map(id => id.exact).filter(id => !state.runs.has(id));

			if (runs === state.runs) {
				return noEffects(state);
			}

			const added: Transition = {
				state: {...state, runs},
				effects: [{type: 'watch', ids: [...new Set(fresh)]}],
			};
			return state.view.selected === null ? select(added, fresh[0] ?? null) : added;
		}

		case 'runsFound': {
			return findRuns(state, action.orders, action.at);
		}

		case 'listLoaded': {
			return noEffects(withDiscovery(state, {readSince: action.since, trouble: null}));
		}

		case 'listFailed': {
			const {problem, nextAt} = action;
			return noEffects(withDiscovery(state, {trouble: {problem, nextAt}}));
		}

		case 'pageLoaded': {
			return addPage(state, action.page, action.response);
		}

		case 'pageFailed': {
			return noEffects(failPage(state, action.page, action.problem));
		}

		case 'titlesLoaded': {
			return takeTitles(state, action.page, action.response, action.at);
		}

		case 'accountSwitched': {
			return noEffects(switchAccount(state, action.beginning, action.at));
		}

		case 'orderLoaded': {
			return noEffects(setOrder(state, action.id, {info: action.info}));
		}

		case 'orderFailed': {
			return noEffects(setOrder(state, action.id, {problem: action.problem}));
		}

		case 'polled': {
			const {outcomes, at} = action;
			return searchTitles(
				downloadEndedRuns(takeOutcomes(state, outcomes, at), outcomes),
				outcomes,
				at,
			);
		}

		case 'denied': {
			return failRenewals(
				noEffects({
					...state,
					denied: action.problem,
					runs: denyRuns(state.runs),
					orders: stopLoadingOrders(state.orders),
					picker: denyPicker(state.picker),
				}),
			);
		}

		case 'workflowLoaded': {
			const {workflowId, workflow} = action;
			const workflows = new Map(state.workflows).set(workflowId, workflow);
			return noEffects({...state, workflows, runs: describeRuns(state.runs, workflows)});
		}

		case 'workflowFailed': {
			const {workflowId} = action;
			return noEffects(
				state.workflows.has(workflowId)
					? state
					: {
							...state,
							workflows: new Map(state.workflows).set(workflowId, emptyWorkflow),
						},
			);
		}

		case 'runsRemoved': {
			return dropRuns(state, action.ids);
		}

		case 'rewound': {
			return rewind(state, action.serverState, action.at);
		}

		case 'replayChanged': {
			return noEffects({...state, replay: action.replay});
		}

		case 'watchEnded': {
			// Nothing is changed by it: it is for who records the watch, or tells of it.
			return noEffects(state);
		}

		case 'downloadsUpdated': {
			return updateDownloads(state, action.reports, action.at);
		}

		case 'ticked': {
			return noEffects(withoutOldNotice(state, action.at));
		}

		case 'resized': {
			const {columns, rows} = action;
			const {size} = state.view;
			return noEffects(
				columns === size.columns && rows === size.rows
					? state
					: {...state, view: {...state.view, size: {columns, rows}}},
			);
		}

		case 'windowFocusChanged': {
			return noEffects(withView(state, {away: !action.focused}));
		}

		case 'logContinued': {
			// What is looked at is no part of the state; what follows from it is (see `settleLog`).
			return noEffects(state);
		}

		case 'fileMetadataLoaded': {
			return noEffects(setFileMetadata(state, action.id, action.metadata));
		}

		case 'previewUpdated': {
			return noEffects(updatePreview(state, action.requestId, action.content));
		}

		case 'typed': {
			return typeIntoPrompt(state, action.text);
		}

		case 'noticeShown': {
			const notice = {notice: action.notice, at: action.at};
			return noEffects(setClockSkew({...state, view: {...state.view, notice}}, action.notice));
		}

		case 'clicked': {
			return click(withView(state, {away: false}), action.column, action.row, action.at);
		}

		case 'wheeled': {
			const {column, row, notches, at} = action;
			return wheel(withView(state, {away: false}), column, row, notches, at);
		}

		case 'commandInvoked': {
			// Whoever presses keys is there, whatever the terminal told.
			return reduceCommand(withView(state, {away: false}), action.command, action.at);
		}
	}
}

function withoutOldNotice(state: State, now: Instant): State {
	const {notice} = state.view;
	return notice === null || now - notice.at < noticeMs
		? state
		: {...state, view: {...state.view, notice: null}};
}

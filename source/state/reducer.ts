import type {Duration, Instant} from '../domain/clock.ts';
import type {Action} from './action.ts';
import {reduceCommand} from './reduce-command.ts';
import {typeIntoPrompt} from './reduce-prompt.ts';
import {addRuns, applyOutcomes, denyRuns, describeRuns} from './reduce-runs.ts';
import type {State} from './state.ts';
import {still, type Step} from './step.ts';
import {select} from './selection.ts';

/** How long a notice is shown, in milliseconds: long enough to read a sentence twice. */
const noticeTime: Duration = 6000;

/**
 * The one place where the state is written. Pure: the same state and action give the same step. An action that
 * changes nothing gives the identical state, but for a tick, whose change is the time itself.
 */
export function reduce(state: State, action: Action): Step {
	const step = reduceAction(state, action);
	return step.state === state && action.type !== 'ticked'
		? step
		: {...step, state: {...step.state, now: Math.max(state.now, action.at)}};
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

		case 'polled': {
			return still({...state, runs: applyOutcomes(state.runs, action.outcomes, state.workflows)});
		}

		case 'denied': {
			return still({...state, denied: action.problem, runs: denyRuns(state.runs)});
		}

		case 'workflow-described': {
			const {workflowId, workflow} = action;
			const workflows = new Map(state.workflows).set(workflowId, workflow);
			return still({...state, workflows, runs: describeRuns(state.runs, workflows)});
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

		case 'typed': {
			return still(typeIntoPrompt(state, action.text));
		}

		case 'noticed': {
			const notice = {notice: action.notice, at: action.at};
			return still({...state, view: {...state.view, notice}});
		}

		case 'commanded': {
			return reduceCommand(state, action.command, action.at);
		}
	}
}

function withoutOldNotice(state: State, now: Instant): State {
	const {notice} = state.view;
	return notice === null || now - notice.at < noticeTime
		? state
		: {...state, view: {...state.view, notice: null}};
}

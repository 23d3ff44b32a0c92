import type {Instant} from '../../core/time/clock.ts';
import {firstKey} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import type {RunListModel} from './select.ts';

/** Says why the list is empty, and what the user can do. */
export function emptyListMessage(
	{discovery, denied, isReplay}: Pick<RunListModel, 'discovery' | 'denied' | 'isReplay'>,
	now: Instant,
	appearance: Appearance,
): string {
	const {screen, list, problem} = appearance.messages;
	const add = firstKey('add', appearance);

	if (denied !== null) {
		return list.refused(problem.sentence(denied), firstKey('poll-now', appearance));
	}

	if (discovery === null) {
		const {sentence, inReplay} = screen.noRuns;
		return isReplay ? inReplay : sentence(add);
	}

	if (discovery.failure !== null) {
		const {failure} = discovery;
		const {sentence, retry} = list.notListed;
		const wait =
			failure.nextAt === null ? '' : retry(briefCountdown(failure.nextAt - now, appearance));
		return sentence(problem.ofList(failure.problem), wait, add);
	}

	return discovery.readSince === null
		? list.looking(add)
		: list.noneFound(add, discovery.narrowedBy);
}

import type {Instant} from '../../core/time/clock.ts';
import {firstKey} from '../../ui/key-name.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import type {RunListModel} from './select.ts';

export function emptyListMessage(
	{discovery, denied, isReplay}: Pick<RunListModel, 'discovery' | 'denied' | 'isReplay'>,
	now: Instant,
	appearance: Appearance,
): {readonly word: string; readonly sentence: string} {
	const {screen, list, problem} = appearance.messages;
	const add = firstKey('add', appearance);

	if (denied !== null) {
		const {word, sentence} = list.refused;
		return {word, sentence: sentence(problem.sentence(denied))};
	}

	if (discovery === null) {
		const {word, sentence, inReplay} = screen.noRuns;
		return {word, sentence: isReplay ? inReplay : sentence(add)};
	}

	if (discovery.failure !== null) {
		const {failure} = discovery;
		const {word, sentence, retry} = list.notListed;
		const wait =
			failure.nextAt === null ? '' : retry(briefCountdown(failure.nextAt - now, appearance));
		return {word, sentence: sentence(problem.ofList(failure.problem), wait, add)};
	}

	return discovery.readSince === null
		? {word: list.looking.word, sentence: list.looking.sentence(add)}
		: {word: list.noneFound.word, sentence: list.noneFound.sentence(add, discovery.narrowedBy)};
}

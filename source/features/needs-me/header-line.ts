import type {HeaderModel} from '../../store/selectors.ts';
import {dayAndMinute} from '../../ui/clock-time.ts';
import {span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';

type NeedsLineOptions = {
	/** Whether there is room for words. */
	readonly hasWords: boolean;
	/** Whether the words also say that nothing needs the user. */
	readonly hasZero: boolean;
};

/** Returns how many things need the user. */
export function needsMeLine(
	{needs}: HeaderModel,
	{hasWords, hasZero}: NeedsLineOptions,
	{messages, glyphs}: Appearance,
): Line {
	if (needs === 0) {
		return hasWords && hasZero ? [span(messages.needsMe.count(0), 'muted')] : [];
	}

	const text = hasWords ? ` ${messages.needsMe.count(needs)}` : messages.numbers.count(needs);
	return [span(`${glyphs.warning}${text}`, 'warn')];
}

/** Returns when all runs will probably have ended; empty without a forecast. */
export function allDoneLine({allDoneAt, now}: HeaderModel, {messages}: Appearance): Line {
	return allDoneAt === null ? [] : [span(messages.needsMe.allDone(dayAndMinute(allDoneAt, now)))];
}

import type {Messages} from '../i18n/index.ts';
import type {Language} from '../i18n/language.ts';
import type {OptionValues} from './option-table.ts';
import type {ScannedArguments} from './scan-arguments.ts';

/** The argument that requests ids from standard input. */
export const standardInput = '-';

export type ParsedArguments = Pick<ScannedArguments, 'subcommand' | 'ids'> & {
	readonly values: OptionValues;
	readonly flags: Partial<OptionValues>;
	readonly language: Language;
};

export function combinationError(
	{subcommand, ids, values, flags}: ParsedArguments,
	{stdinIsTerminal, hasScreen}: {readonly stdinIsTerminal: boolean; readonly hasScreen: boolean},
	{usage: {wrong}, config}: Messages,
): string | undefined {
	const {demo, replay} = values;
	const idsFromInput = ids.includes(standardInput);
	const other = (['json', 'plain', 'once'] as const).find(name => values[name]);
	const narrowing = (['workflow', 'status'] as const).find(name => values[name] !== undefined);
	const hasOtherSource =
		demo || idsFromInput || values.record !== undefined || values.download !== undefined;
	const errors: ReadonlyArray<readonly [hasError: boolean, message: string]> = [
		[values.json && values.plain, wrong.jsonAndPlain],
		[values.screen && other !== undefined, wrong.screenAnd(`--${other}`)],
		[values.screen && !hasScreen, wrong.noScreen],
		[replay !== undefined && hasOtherSource, wrong.replayAndOthers],
		[replay === undefined && flags.speed !== undefined, wrong.speedAlone],
		[demo && flags.baseUrl !== undefined, wrong.demoAndBaseUrl],
		[ids.some(id => id.trim() === ''), wrong.emptyId],
		[values.download?.trim() === '', wrong.emptyFolder],
		[idsFromInput && stdinIsTerminal && hasScreen && other === undefined, wrong.idsFromKeyboard],
		[narrowing !== undefined && ids.length > 0, wrong.idsAndNarrowing(`--${narrowing}`)],
		[
			subcommand !== null && ids.some(id => id !== standardInput),
			config.idsWithSubcommand(String(subcommand)),
		],
	];
	return errors.find(([hasError]) => hasError)?.[1];
}

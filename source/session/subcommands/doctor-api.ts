import {askEndpoints} from '../../commands/doctor/ask-service.ts';
import {compareAnswers} from '../../commands/doctor/compare-answers.ts';
import {apiComparisonJson, apiComparisonText} from '../../commands/doctor/comparison-text.ts';
import {redactedPage} from '../../commands/doctor/redact-response.ts';
import type {DoctorApiOptions} from '../../config/command-options.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock as clock} from '../../core/time/clock.ts';
import {print} from '../../events/standard-output.ts';
import {fullIds, knownIds} from '../full-ids.ts';
import {Refusal} from '../refusal.ts';
import {withAccount} from './command-account.ts';
import {resultWriter} from './result-writer.ts';

/** Compares the service with what this program reads (`chenyu-top doctor --api`). Resolves to the exit code. */
export async function compareService(
	context: SessionContext,
	{id, output}: DoctorApiOptions,
): Promise<number> {
	const {messages, english, options, configFault, version} = context;

	if (configFault !== null) {
		throw new Refusal(configFault);
	}

	const writePage = resultWriter(output, messages);
	return withAccount(context, async ({baseUrl, client, storage, signal}) => {
		const typed = id === null ? [] : [id];
		const [run = null] = await fullIds(typed, knownIds({storage, client}), context);
		const asked = await askEndpoints(client, clock, signal, run);
		const {answers} = asked;
		const comparison = compareAnswers(asked, clock.now());

		if (output !== null) {
			await writePage(redactedPage(answers, version, clock.now()));
		}

		const failure = answers[0]?.failure ?? null;

		if (comparison.fields.length === 0 && failure !== null) {
			throw failure;
		}

		const place = {
			origin: cleanName(baseUrl.origin),
			file: output === null ? null : cleanName(output),
		};
		const text =
			options.mode === 'json'
				? apiComparisonJson(comparison, english.doctorApi)
				: apiComparisonText(comparison, answers, place, messages);
		return (await print(text, messages)) || Number(!comparison.ok);
	});
}

import {isKnownStatus} from '../api/wire/phase.ts';
import {quoteInput} from '../config/quote-input.ts';
import {knownPhases} from '../core/execution.ts';
import {wholeHistory} from '../core/history.ts';
import type {RunOrder} from '../core/run-order.ts';
import {closestName} from '../core/text/closest-name.ts';
import type {Messages} from '../i18n/index.ts';
import {findRuns} from '../storage/history-queries.ts';
import {askOr, type Storage} from '../storage/storage.ts';
import {Refusal} from './refusal.ts';

/**
 * Throws a `Refusal` for a status that this program does not know and that no run of the account has. `list` returns the
 * newest runs with this status.
 */
export async function checkStatus(
	status: string | null,
	storage: Pick<Storage, 'ask'>,
	{usage}: Messages,
	list: (status: string) => Promise<readonly RunOrder[]>,
): Promise<void> {
	if (status === null || isKnownStatus(status)) {
		return;
	}

	const orders = await list(status);
	const query = {...wholeHistory, status, limit: 1};
	const kept = askOr(storage, {count: 0}, findRuns, query, new Map());

	if (!orders.some(order => order.status?.exact === status) && kept.count === 0) {
		const meant = closestName(status.toLowerCase(), knownPhases);
		throw new Refusal(usage.errors.unknownStatus(quoteInput(status), meant, knownPhases));
	}
}

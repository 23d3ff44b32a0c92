import {readKeptResponse} from '../api/wire/kept-response.ts';
import type {RunInputs} from '../core/history.ts';
import type {KeptResponse} from '../core/log/kept-log.ts';
import type {RunOrderId} from '../core/run.ts';
import {HistoryError, type Storage} from '../storage/storage.ts';

/** Returns the inputs that the history has of these runs: none if its file cannot be used, which was reported before. */
export async function keptInputs(
	storage: Pick<Storage, 'history'>,
	ids: readonly RunOrderId[],
): Promise<readonly RunInputs[]> {
	try {
		return await storage.history('inputs', ids);
	} catch (error) {
		if (error instanceof HistoryError) {
			return [];
		}

		throw error;
	}
}

/** Null also if another version of the program has written the response in another form. */
export function keptOf(response: string | null): KeptResponse | null {
	try {
		return response === null ? null : readKeptResponse(response);
	} catch {
		return null;
	}
}

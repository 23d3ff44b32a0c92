import type {Balance} from '../../core/money/balance.ts';
import {noMoney, parseMoney} from '../../core/money/money.ts';
import {ApiError} from '../errors.ts';
import type {JsonObject} from './readers.ts';

/**
 * Reads `data` of `GET /balance/info`. An account without compute cards may have no `card_balance`. Throws an `ApiError`
 * for an amount that cannot be read, since a sum without it would be too low.
 */
export function readBalance({balance, card_balance: cardBalance}: JsonObject): Balance {
	const prepaid = parseMoney(balance);
	const cards = parseMoney(cardBalance ?? noMoney);

	if (prepaid === null || cards === null) {
		throw new ApiError('malformed', {detail: 'a balance without amounts'});
	}

	return {prepaid, cards};
}

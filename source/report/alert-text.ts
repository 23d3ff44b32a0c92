import type {Messages} from '../i18n/index.ts';
import type {Alert} from './event.ts';

/** Says in a sentence what needs the user. */
export function alertText(
	alert: Alert,
	{needsMe, money}: Pick<Messages, 'needsMe' | 'money'>,
): string {
	switch (alert.kind) {
		case 'stalled':
		case 'late':
			return needsMe[alert.kind];
		case 'budget':
			return money.budgetExceeded(alert.spent, alert.budget, 'code');
		case 'low-balance':
			return money.lowBalance(alert.balance, alert.limit, 'code');
		case 'all-done': {
			const {succeeded, failed, canceled} = alert.counts;
			return needsMe.done(succeeded + failed + canceled);
		}
	}
}

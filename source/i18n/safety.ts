import type {Duration} from '../core/time/clock.ts';
import {numbersEn, numbersZh, type Numbers, type Unit} from './numbers.ts';

export const safetyEn = {
	/** `ahead`: how far the service's clock is ahead of this machine's; negative if it is behind. */
	clockSkew: (ahead: Duration) =>
		`this machine's clock is ${amountIn(numbersEn, ahead)} ${ahead > 0 ? 'behind' : 'ahead of'} the service's: running times are off by the same amount`,
	stillVerifying:
		'NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are verified (NODE_EXTRA_CA_CERTS adds authorities)',
};

export const safetyZh: typeof safetyEn = {
	clockSkew: ahead =>
		`本机时钟比服务的${ahead > 0 ? '慢' : '快'} ${amountIn(numbersZh, ahead)}，运行时长会有同样的偏差`,
	stillVerifying:
		'NODE_TLS_REJECT_UNAUTHORIZED 不起作用：证书照常验证（可用 NODE_EXTRA_CA_CERTS 添加证书颁发机构）',
};

function amountIn(numbers: Numbers, ahead: Duration): string {
	const {count, unit} = roughly(ahead);
	return numbers.unit(count, unit, 'short');
}

/** Rounds to the largest unit with a count of at least two. */
function roughly(ahead: Duration): {
	readonly count: number;
	readonly unit: Unit;
} {
	const seconds = Math.round(Math.abs(ahead) / 1000);
	const units = [
		['day', 86_400],
		['hour', 3600],
		['minute', 60],
	] as const;
	const [unit, length] = units.find(([, size]) => seconds >= 2 * size) ?? (['second', 1] as const);
	return {count: Math.round(seconds / length), unit};
}

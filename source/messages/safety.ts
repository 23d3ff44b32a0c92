import type {Duration} from '../domain/clock.ts';

/** What is said where the machine is set up so that what is shown, or the connection, could be wrong. */
export const safetyEn = {
	/** By how much the service's clock is ahead; negative where it is behind. */
	clockSkew: (ahead: Duration) =>
		`this machine's clock is ${amountEn(ahead)} ${ahead > 0 ? 'behind' : 'ahead of'} the service's: running times are off by as much`,
	stillVerifying:
		'NODE_TLS_REJECT_UNAUTHORIZED is ignored: certificates are verified (NODE_EXTRA_CA_CERTS adds authorities)',
};

export const safetyZh: typeof safetyEn = {
	clockSkew: ahead =>
		`本机时钟比服务的${ahead > 0 ? '慢' : '快'} ${amountZh(ahead)}，运行时长会有同样的偏差`,
	stillVerifying:
		'NODE_TLS_REJECT_UNAUTHORIZED 不起作用：证书照常验证（可用 NODE_EXTRA_CA_CERTS 添加证书颁发机构）',
};

function amountEn(ahead: Duration): string {
	const {count, unit} = roughly(ahead);
	return `${count} ${unitsEn[unit]}`;
}

function amountZh(ahead: Duration): string {
	const {count, unit} = roughly(ahead);
	return `${count} ${unitsZh[unit]}`;
}

const unitsEn = {days: 'days', hours: 'h', minutes: 'min', seconds: 's'};
const unitsZh = {days: '天', hours: '小时', minutes: '分钟', seconds: '秒'};

/** In the largest unit of which there are two at least: nobody asks for more. */
function roughly(ahead: Duration): {
	readonly count: number;
	readonly unit: keyof typeof unitsZh;
} {
	const seconds = Math.round(Math.abs(ahead) / 1000);
	const units = [
		['days', 86_400],
		['hours', 3600],
		['minutes', 60],
	] as const;
	const [unit, length] = units.find(([, size]) => seconds >= 2 * size) ?? (['seconds', 1] as const);
	return {count: Math.round(seconds / length), unit};
}

declare module '../../../source/i18n/messages.ts' {
	interface Messages {
		requests: typeof requestsEn;
	}
}

export const requestsEn = {title: 'Requests', sent: 'sent', refused: 'refused'};

export const requestsZh: typeof requestsEn = {title: '请求', sent: '已发送', refused: '被拒绝'};

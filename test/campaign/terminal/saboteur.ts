// Preloaded into the program: at SIGVTALRM it simulates a bug, as CAMPAIGN_SABOTAGE says.
const acts: Readonly<Record<string, () => void>> = {
	throw() {
		throw new Error('sabotage');
	},
	reject() {
		void Promise.reject(new Error('sabotage'));
	},
	exit() {
		process.exit(7);
	},
	render() {
		// Every frame shows the time.
		// oxlint-disable-next-line no-extend-native -- that is the sabotage
		Object.defineProperty(Date.prototype, 'getTimezoneOffset', {
			value() {
				throw new Error('sabotage');
			},
		});
	},
};

process.on('SIGVTALRM', () => {
	acts[process.env['CAMPAIGN_SABOTAGE'] ?? '']?.();
});

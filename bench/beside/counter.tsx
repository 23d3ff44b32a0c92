import {Box, render, Text, useApp, useInput} from 'ink';
import {useEffect, useState} from 'react';

/**
 * A full screen of bare Ink on which one cell changes each second, at the start of a full line: the output of Ink for
 * one cell. `q` quits.
 */
const {columns, rows} = process.stdout;

function Counter() {
	const [seconds, pass] = useState(0);
	const {exit} = useApp();
	useInput(input => {
		if (input === 'q') {
			exit();
		}
	});
	useEffect(() => {
		const timer = setInterval(() => {
			pass(before => before + 1);
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}, []);
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			{Array.from({length: rows}, (_, row) => (
				<Text key={row} wrap="truncate">
					{`run ${row === 9 ? seconds % 10 : 0} `.padEnd(columns - 8, 'sampler step ')}
				</Text>
			))}
		</Box>
	);
}

render(<Counter />, {alternateScreen: true, incrementalRendering: true});

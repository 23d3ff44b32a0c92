import {Box, render, Text, useApp, useInput} from 'ink';
import {useEffect, useState} from 'react';

/**
 * A whole screen of bare Ink of which each second one cell changes, at the left of a full line. What it writes for that is
 * what Ink writes for a cell: the moves past the other lines, and the line from there to its end. `q` ends it.
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

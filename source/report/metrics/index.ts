export {serveMetrics} from './metrics-server.ts';
export {measure} from './watched-metrics.ts';

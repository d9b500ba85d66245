import 'reflect-metadata';
import { start } from './bootstrap/start.js';

void start();

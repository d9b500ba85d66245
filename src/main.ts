import 'reflect-metadata';
import { loadProgram } from './bootstrap/bundle.js';

void loadProgram().start();

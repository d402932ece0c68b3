mod assigning;
mod bus;
mod rules;

-- As the database does by itself from time to time.
${analyze} kith_message;
${analyze} kith_budget;

-- An account database that cannot be reached: every login ends in temporary-auth-failure (RFC 6120 section 6.5.9).
local new_sasl = require "util.sasl".new;

local provider = {};

function provider.get_sasl_handler()
	return new_sasl(module.host, {
		plain_test = function () return nil, nil; end,
		scram_sha_256 = function () error("the account database is down"); end,
	});
end

module:provides("auth", provider);

-- An account database that cannot be reached: every login ends in temporary-auth-failure (RFC 6120 section 6.5.9).
local new_sasl = require "util.sasl".new;

local provider = {};

function provider.get_sasl_handler()
	local handler = new_sasl(module.host, { plain_test = function () return false; end });
	function handler:process()
		return "failure", "temporary-auth-failure", "the account database is down";
	end
	return handler;
end

module:provides("auth", provider);

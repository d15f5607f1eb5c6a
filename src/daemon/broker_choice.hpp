#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bridge/bridge_settings.hpp"
#include "core/model/broker_settings.hpp"
#include "core/model/configuration.hpp"
#include "core/text/result.hpp"
#include "declaration/set/loader.hpp"

namespace mfp::daemon {

/// What the command line says of the broker, and of the set of files that is run there.
struct BrokerRequest {
  /// `--broker`.
  std::optional<core::BrokerUrl> url;
  std::vector<std::string> paths;
  std::vector<declaration::RoleFile> roles;
  /// `--graph`.
  std::vector<std::string> graphs;
  /// `--only`: the role of the one participant that is run.
  std::optional<std::string> only;
};

struct BrokerChoice {
  bridge::BridgeSettings settings;
  /// For a person, when another broker is used than the files name; else empty.
  std::string warning;
};

/// Which broker to use and how to enter it: `--broker`, else MSGFLO_BROKER, else the files' `broker:`, else
/// mqtt://localhost. What the files say beside the URL holds in any case. Also derives the client id and the name of
/// the session's file, both of which must be the same at each start of the same set. Errors: a URL that cannot be
/// read, a file that cannot be read, a password without a user.
[[nodiscard]] core::Result<BrokerChoice> choose_broker(const BrokerRequest& request,
                                                       const core::Configuration& configuration);

}  // namespace mfp::daemon

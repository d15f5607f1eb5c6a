#include "load_options.hpp"

#include <stdexcept>
#include <string_view>

namespace bench {

namespace {

void set_option(LoadOptions& options, std::string_view name, const std::string& value) {
  if (name == "--port") {
    options.port = static_cast<std::uint16_t>(std::stoul(value));
  } else if (name == "--qos") {
    options.qos = static_cast<unsigned>(std::stoul(value));
  } else if (name == "--routes") {
    options.routes = std::stoul(value);
  } else if (name == "--window") {
    options.window = std::stoll(value);
  } else if (name == "--rate") {
    options.rate = std::stoll(value);
  } else if (name == "--seconds") {
    options.seconds = std::stod(value);
  } else if (name == "--warm-up") {
    options.warm_up = std::stod(value);
  } else if (name == "--send") {
    options.send = value;
  } else if (name == "--receive") {
    options.receive = value;
  } else if (name == "--pid") {
    options.process = std::stoi(value);
  } else {
    throw std::runtime_error("unknown option " + std::string(name));
  }
}

}  // namespace

LoadOptions load_options(int count, char** words) {
  LoadOptions options;
  for (int i = 1; i + 1 < count; i += 2) set_option(options, words[i], words[i + 1]);
  return options;
}

}  // namespace bench
